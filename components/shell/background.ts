/** Goes with what a page asks by itself, so that it does not count as a use of the session. */
export const backgroundCookie = "keymark-background";

/** Runs what asks the server without anybody's doing. Whatever else is asked within these two seconds is no use either. */
export function inBackground(work: () => void): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that schools use
  document.cookie = `${backgroundCookie}=1; path=/; max-age=2; samesite=lax`;
  work();
}

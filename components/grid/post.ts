export interface Refusal {
  error: string;
  /** Of HTTP; 0 where no answer came. */
  status: number;
  signedOut?: boolean;
}
export type Answer<R> = { ok: R } | Refusal;

/** May the same be sent again later: nobody answered, or the session has ended? */
export const canTryAgain = ({ status, signedOut }: Refusal): boolean =>
  Boolean(signedOut) || status === 0 || status >= 500;

const wordless = "The server does not answer. Nothing was changed; try again.";

/** Asks one of the grid's doors. Never rejects but when it is aborted. */
export async function post<R>(
  door: "rows" | "edit" | "edit-block" | "mark" | "history",
  body: { la: string; input: unknown },
  signal?: AbortSignal,
): Promise<Answer<R>> {
  try {
    const response = await fetch(`/api/grid/${door}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    const answer = await response.json();
    if (response.ok) return { ok: answer };
    if (response.headers.has("x-keymark-signed-out"))
      return { error: "You were signed out.", status: response.status, signedOut: true };
    return { error: typeof answer.error === "string" ? answer.error : wordless, status: response.status };
  } catch (error) {
    if (signal?.aborted) throw error;
    return { error: wordless, status: 0 };
  }
}

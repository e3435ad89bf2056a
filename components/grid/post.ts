export type Answer<R> = { ok: R } | { error: string; status: number };

const wordless = "The server does not answer. Nothing was changed; try again.";

/** Asks one of the grid's doors. Never rejects but when it is aborted. */
export async function post<R>(
  door: "rows" | "edit" | "mark" | "history",
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
    return { error: typeof answer.error === "string" ? answer.error : wordless, status: response.status };
  } catch (error) {
    if (signal?.aborted) throw error;
    return { error: wordless, status: 0 };
  }
}

/** Bytes that were built into the page, from where the page came from. */

/** `status` is that of the answer; null: there was none. Rejects if it is cancelled. */
export async function fetchAsset(
  url: string,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer> } | { status: number | null }> {
  let response: Response | undefined;
  try {
    response = await fetch(url, { signal });
    if (response.ok) return { bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    if (signal.aborted) throw error;
  }
  return { status: response?.status ?? null };
}

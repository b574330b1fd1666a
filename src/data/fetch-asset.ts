/** What was built into the page, from where the page came from. */
import { TextError } from '../lib/errors.ts';
import { throwIfCancelled } from '../lib/slices.ts';

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

/**
 * The one with this id.
 * @throws TextError if there is none or it does not arrive; CancelledError
 */
export async function fetchBuiltIn(
  all: readonly { id: string; url: string }[],
  id: string,
  signal: AbortSignal,
): Promise<string> {
  const found = all.find((one) => one.id === id);
  if (found === undefined) {
    const choices = all.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const answer = await fetchAsset(found.url, signal);
  throwIfCancelled(signal);
  if ('bytes' in answer) return new TextDecoder().decode(answer.bytes);
  throw new TextError({ code: 'built-in not served', values: { name: id, status: answer.status } });
}

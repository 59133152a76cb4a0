/** A picture as the worker answers it, as a file that can be handed to another app. */

const DATA_URL = /^data:(image\/([a-z]+));base64,(.+)$/;

export function asFile(dataUrl: string): File | undefined {
  const [, type, ending, base64] = DATA_URL.exec(dataUrl) ?? [];
  if (type === undefined || ending === undefined || base64 === undefined) return undefined;
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new File([bytes], `vertel.${ending}`, { type });
}

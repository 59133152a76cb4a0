/** A picture as the worker answers it, as a file that can be handed to another app. */
import { bytesOf } from "../shared/data-url";

const DATA_URL = /^data:(image\/([a-z]+));base64,./;

export function asFile(dataUrl: string): File | undefined {
  const [, type, ending] = DATA_URL.exec(dataUrl) ?? [];
  if (type === undefined || ending === undefined) return undefined;
  return new File([bytesOf(dataUrl)], `vertel.${ending}`, { type });
}

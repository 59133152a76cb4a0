/**
 * Makes a photo small enough to keep and to send. Drawn anew it also loses what a camera writes into it, such as where
 * it was taken, before it leaves the computer; which way up it is stays.
 */
import { dataUrl } from "../../shared/data-url";

/** LinkedIn shows nothing larger. */
export const LONGEST_SIDE = 2048;

/** Four of these fit in what a browser keeps for an extension, beside everything else. */
export const MOST_BYTES = 900_000;

const QUALITIES = [0.85, 0.7, 0.5] as const;

export function fitted(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The first quality that is small enough, else the last. */
export async function smallEnough(encode: (quality: number) => Promise<Blob>): Promise<Blob> {
  let blob = await encode(QUALITIES[0]);
  for (const quality of QUALITIES.slice(1)) {
    if (blob.size <= MOST_BYTES) break;
    blob = await encode(quality);
  }
  return blob;
}

/** Undefined when the browser cannot read it as a picture. */
export async function photoFrom(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const { width, height } = fitted(bitmap.width, bitmap.height);
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (pen === null) return undefined;
  // what is see-through would be black in a JPEG
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return dataUrl(await smallEnough((quality) => canvas.convertToBlob({ type: "image/jpeg", quality })));
}

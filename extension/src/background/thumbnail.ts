/** Makes a picture small enough to keep in storage and to send to the panel as text. */
import { dataUrl } from "../shared/data-url";

const WIDTH = 720;
const QUALITY = 0.82;

export async function thumbnail(picture: Blob): Promise<string> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, WIDTH / bitmap.width);
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return dataUrl(await canvas.convertToBlob({ type: "image/webp", quality: QUALITY }));
}

/** A suggestion's picture as a file of its own, to be added to a post by hand. */
import { clipboard } from "../../shared/browser";
import { bytesOf } from "../../shared/data-url";
import { ask } from "../ask";

/** Copies it as a PNG. The clipboard is asked at once, while the click still counts, and waits for the picture. */
export async function copyPicture(id: string): Promise<boolean> {
  const picture = pictureOf(id);
  return clipboard.writePicture(picture.then(asPng));
}

/** Has the browser save it, under a name one recognises. False when the picture could not be had. */
export async function downloadPicture(id: string, title: string): Promise<boolean> {
  const picture = await pictureOf(id).catch(() => undefined);
  if (picture === undefined) return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = fileName(title, picture.type);
  link.click();
  // the browser has taken it over by then
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 60_000);
  return true;
}

export function fileName(title: string, type: string): string {
  const name = title.normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  return `${name || "vertel"}.${type.replace("image/", "").replace("jpeg", "jpg")}`;
}

async function pictureOf(id: string): Promise<Blob> {
  const reply = await ask<"picture">({ type: "picture", id });
  if (!reply.ok) throw new Error(reply.failure.kind);
  return blobOf(reply.value);
}

/** What a data URL holds. */
export function blobOf(url: string): Blob {
  const type = url.slice("data:".length, url.indexOf(",")).replace(";base64", "");
  return new Blob([bytesOf(url)], { type });
}

async function asPng(picture: Blob): Promise<Blob> {
  if (picture.type === "image/png") return picture;
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: "image/png" });
}

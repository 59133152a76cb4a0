/** A file of this computer as a picture of the server's. */
import { blobOf } from "../../panel/detail/picture-file";
import { photoFrom } from "../../panel/ideas/photo";
import { api } from "../api";

/** The browser cannot read it as a picture. */
export class NotAPicture extends Error {
  readonly #isOne = false;

  get isPicture(): boolean {
    return this.#isOne;
  }
}

/** Drawn anew before it leaves the computer: small enough, and without where it was taken. Answers its id. */
export async function upload(file: Blob): Promise<string> {
  const photo = await photoFrom(file);
  if (photo === undefined) throw new NotAPicture();
  return (await api.images.upload(blobOf(photo), "image/jpeg")).id;
}

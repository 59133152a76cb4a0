/** The clipboard, which pages of every sort have. */

export const clipboard = {
  /** False when the browser refuses, as it does without a click just before. */
  write: (text: string): Promise<boolean> =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
  /** The picture may still be on its way; as a PNG, the only kind that browsers take. */
  writePicture: (png: Promise<Blob>): Promise<boolean> =>
    navigator.clipboard.write([new ClipboardItem({ "image/png": png })]).then(
      () => true,
      () => false,
    ),
};

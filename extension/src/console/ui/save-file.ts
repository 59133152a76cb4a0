/** Puts a file where the browser puts downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // the browser has begun by then
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}

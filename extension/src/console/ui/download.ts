/** Gives the browser a file to keep. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // the browser has taken the file once it got round to the click
  setTimeout(() => { URL.revokeObjectURL(address); }, 60_000);
}

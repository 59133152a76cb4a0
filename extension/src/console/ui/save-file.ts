/** Puts a file where the browser puts downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // the browser has begun by then
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}

/** Spreadsheets take a file without it for the computer's old letters; `fetch` takes it away. */
const BYTE_ORDER_MARK = "\ufeff";

export function saveCsv(text: string, name: string): void {
  saveFile(new Blob([BYTE_ORDER_MARK, text], { type: "text/csv;charset=utf-8" }), name);
}

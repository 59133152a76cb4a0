/** Give the browser a file to save. */

/** Spreadsheets take a file without it for the computer's old letters; `fetch` takes it away. */
const MARK = "\ufeff";

export function saveCsv(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([MARK, text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

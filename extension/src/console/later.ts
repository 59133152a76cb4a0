/** What all views but the first need besides their scripts: their words and their look. */
import { loadLaterWords } from "./words";

/** The address of the views' style sheet, put here by the build. */
declare const VERTEL_LATER_STYLE: string;

let style: Promise<void> | undefined;

function loadStyle(): Promise<void> {
  style ??= new Promise<void>((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = VERTEL_LATER_STYLE;
    link.onload = () => { resolve(); };
    link.onerror = () => {
      link.remove();
      style = undefined;
      reject(new Error("The style sheet could not be fetched."));
    };
    document.head.append(link);
  });
  return style;
}

export async function loadLater(): Promise<void> {
  await Promise.all([loadLaterWords(), loadStyle()]);
}

/** What has to be there before colleagues see it. All else is a warning, and the editor decides. */
import { altIn, titleIn } from "./changes";
import { canBeStored, asDocument, type Form } from "./form";
import { fieldId } from "./pointers";
import type { Key } from "../i18n";

export interface Missing {
  readonly field: string;
  readonly words: Extract<Key, `writing.missing${string}`>;
}

export function missingIn(form: Form): readonly Missing[] {
  const { main, image, titles } = form;
  const missing: Missing[] = [];
  if (titleIn(form, main) === "" && titles.length === 0) missing.push({ field: fieldId.title(main), words: "writing.missingTitle" });
  if (!canBeStored(asDocument(form))) missing.push({ field: firstCaption(form), words: "writing.missingText" });
  const isDescribed = image === null || altIn(form, main) !== "" || (image.alt_texts ?? []).length > 0;
  if (!isDescribed) missing.push({ field: fieldId.alt(main), words: "writing.missingAlt" });
  return missing;
}

function firstCaption({ captions, main }: Form): string {
  const [first] = captions;
  return first === undefined ? `w-new-${main}-personal-0` : fieldId.caption(first.key);
}

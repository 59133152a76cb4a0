/**
 * Stands in the place of `panel/out.ts` where Vertel is a web page: a page cannot write in another one. On a phone the
 * text goes out by the share sheet, elsewhere by the clipboard; where either is refused, the other way is still open.
 */
import { clipboard } from "../shared/browser";
import { ask } from "../panel/ask";
import { t } from "../panel/i18n";
import type { goOut as ofExtension, mayGoOut as mayOfExtension, SendResult, wayOut as wayOfExtension, willAsk as asksInExtension } from "../panel/out";
import type { ToastAction } from "../panel/ui/toast";
import { asFile } from "./picture-file";

const LINKEDIN = "https://www.linkedin.com/feed/?shareActive=true";

const isPhone = (): boolean => matchMedia("(pointer: coarse)").matches;

/** A desktop's share sheet seldom leads to LinkedIn, so it is for phones. */
const hasSheet = (): boolean => isPhone() && "canShare" in navigator && navigator.canShare({ text: "Vertel" });

export const wayOut: typeof wayOfExtension = () =>
  hasSheet() ? { label: "handOver", busy: "handOver", icon: "share" } : { label: "copyAndOpen", busy: "copyAndOpen", icon: "copy" };

/** A page may always hand over and copy. */
export const mayGoOut: typeof mayOfExtension = () => Promise.resolve(true);

export const willAsk: typeof asksInExtension = () => Promise.resolve(false);

export const goOut: typeof ofExtension = ({ text, picture }) =>
  hasSheet() ? byTheSheet(text, picture) : byTheClipboard(text);

async function byTheSheet(text: string, picture: string | undefined): Promise<SendResult> {
  const data = await withPicture(text, picture);
  // apps that take a picture often leave the text behind
  const copied = data.files !== undefined && (await clipboard.write(text));
  try {
    await navigator.share(data);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return "stayed";
    return byTheClipboard(text);
  }
  return { is: "handed_over", said: t(copied ? "handedOverCopied" : "handedOver"), method: "copy" };
}

async function withPicture(text: string, picture: string | undefined): Promise<ShareData> {
  if (picture === undefined) return { text };
  const reply = await ask<"image">({ type: "image", id: picture });
  const file = reply.ok ? asFile(reply.value) : undefined;
  const both = { text, files: file === undefined ? [] : [file] };
  return file !== undefined && navigator.canShare(both) ? both : { text };
}

async function byTheClipboard(text: string): Promise<SendResult> {
  const show: ToastAction = { label: t("showLinkedIn"), run: () => { openLinkedIn(text); } };
  if (!(await clipboard.write(text))) return { is: "copy_failed", said: t("copyFailed"), action: show };
  if (!openLinkedIn(text)) return { is: "not_opened", said: t("notOpened"), method: "copy", action: show };
  return { is: "opened", said: t("opened"), method: "copy" };
}

/** Only a phone, where pasting is a nuisance, gets the text in the address: LinkedIn promises nothing about it. */
function openLinkedIn(text: string): boolean {
  const opened = open(isPhone() ? `${LINKEDIN}&text=${encodeURIComponent(text)}` : LINKEDIN, "_blank");
  if (opened === null) return false;
  // LinkedIn has no business with the page it was opened from
  opened.opener = null;
  return true;
}

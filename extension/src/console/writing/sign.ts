/** Where what is on the screen is stored, in a few words. */
import { autosave } from "../../panel/autosave";
import { t } from "../i18n";
import type { WritingSession } from "./session";

export interface Sign {
  readonly is: "empty" | "clash" | "saving" | "saved" | "browser" | "failed" | "partly" | "unpublished";
  readonly words: string;
  readonly tone: "quiet" | "danger";
  /** Neither the server nor this browser has it. */
  readonly isOnlyHere: boolean;
}

export function signOf({ saver, isTouched }: WritingSession): Sign {
  const isOnlyHere = saver.isDirty && isTouched && autosave.unkept.size > 0;
  const sign = (is: Sign["is"], words: string, tone: Sign["tone"] = "quiet"): Sign => ({ is, words, tone, isOnlyHere });
  if (isOnlyHere) return sign("failed", t("writing.sign_nowhere"), "danger");
  if (saver.clashes.length > 0) return sign("clash", t("writing.sign_clash"), "danger");
  if (!saver.canBeStored) return isTouched ? sign("browser", t("writing.sign_browser")) : sign("empty", "");
  if (saver.failure !== undefined) return sign("failed", failed(saver.failure.kind), "danger");
  if (saver.faults.length > 0) return sign("partly", t("writing.sign_partly"), "danger");
  if (saver.isPublished && saver.isDirty) return sign("unpublished", t("writing.sign_unpublished"));
  if (saver.isSaving || saver.isDirty) return sign("saving", t("writing.sign_saving"));
  return sign("saved", t("writing.sign_saved"));
}

const failed = (kind: string): string => t(kind === "offline" ? "writing.sign_offline" : kind === "gone" ? "writing.sign_gone" : "writing.sign_failed");

/**
 * The suggestion's picture, to be taken along beside the text. Vertel cannot put it in a post: what LinkedIn does with
 * a file is not to be seen from outside, so the employee adds it, as any other picture.
 */
import { useState } from "preact/hooks";
import { clipboard } from "../../shared/browser";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { altFor } from "../languages";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { Picture } from "../ui/picture";
import { Unfold } from "../ui/unfold";
import { copyPicture, downloadPicture } from "./picture-file";

interface Props {
  readonly image: NonNullable<Suggestion["image"]>;
  /** The language of a description without one of its own. */
  readonly own: string | undefined;
  readonly title: string;
  /** The language of the post that it goes with. */
  readonly language: string;
  readonly hasLink: boolean;
}

export function TakePicture({ image, own, title, language, hasLink }: Props) {
  const { account, toast } = usePanel();
  const { id } = image;
  const { text: alt, lang } = altFor(image, account, { own, ofPost: language });
  const [busy, setBusy] = useState(false);

  const take = (about: "picture_copied" | "picture_saved", taking: Promise<boolean>): void => {
    setBusy(true);
    void taking.then((isTaken) => {
      setBusy(false);
      toast(isTaken ? { tone: "good", about, text: t(about) } : { tone: "bad", about: "picture_failed", text: t("picture_failed") });
    });
  };
  const copyAlt = async (text: string): Promise<void> => {
    const isCopied = await clipboard.write(text);
    toast(isCopied ? { tone: "good", about: "alt_copied", text: t("altCopied") } : { tone: "bad", about: "copy_failed", text: t("copyFailed") });
  };

  return (
    <Unfold title={t("picture")} says={t("pictureYourself")} label={t("pictureTake")} testid="picture" lead={<Picture {...image} class="thumb" alt="" />}>
      <div class="take-picture-ways">
        <button
          type="button"
          class="button compact"
          data-testid="picture-copy"
          aria-disabled={busy}
          onClick={() => { if (!busy) take("picture_copied", copyPicture(id)); }}
        >
          <Icon name="copy" />
          {t("pictureCopy")}
        </button>
        <button
          type="button"
          class="button compact"
          data-testid="picture-save"
          aria-disabled={busy}
          onClick={() => { if (!busy) take("picture_saved", downloadPicture(id, title)); }}
        >
          <Icon name="download" />
          {t("pictureSave")}
        </button>
      </div>
      {alt === "" ? null : (
        <p>
          <span class="quiet">{t("altText")}</span> <span lang={lang} dir="auto" data-testid="alt">{alt}</span>{" "}
          <button type="button" class="text-button" data-testid="alt-copy" onClick={() => void copyAlt(alt)}>
            {t("altCopy")}
          </button>
        </p>
      )}
      <p class="quiet">{t(hasLink ? "pictureOrLink" : "pictureAdd")}</p>
    </Unfold>
  );
}

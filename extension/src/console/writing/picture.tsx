/** The picture: chosen, dropped or pasted; and, in place, what it shows for colleagues who cannot see it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { FailureNote } from "../../panel/ui/failure-note";
import { languageName, t } from "../i18n";
import { FileButton } from "../ui/file-button";
import { Icon } from "../ui/icons";
import { useAction } from "../ui/use-action";
import { altIn, set, setAlt } from "./changes";
import { useWriting } from "./context";
import { Crop } from "./crop";
import { FocalPointStage } from "./focal-point";
import { Part } from "./part";
import { NotAPicture, upload } from "./picture-upload";
import { fieldId } from "./pointers";
import { Remarks, useSaid } from "./remarks";
import { useGrowing } from "./use-growing";

const TAKEN = "image/png,image/jpeg,image/webp";

export function PicturePart() {
  const { form, alter } = useWriting();
  const [isOver, setIsOver] = useState(false);
  const [fault, setFault] = useState<string>();
  const put = useAction(async (file: Blob) => {
    setFault(undefined);
    try {
      const id = await upload(file);
      alter(t("writing.pictureChanged"), (now) => ({ ...now, image: { ...(now.image ?? { alt: null }), id, focal_point: null } }));
    } catch (error) {
      if (!(error instanceof NotAPicture)) throw error;
      setFault(t("writing.notAPicture"));
    }
  });
  usePasted((file) => void put.run(file));
  const { image } = form;
  return (
    <Part id="w-image" title={t("writing.picture")}>
      <div
        class={isOver ? "picture-drop over" : "picture-drop"}
        onDragOver={(event) => {
          if (event.dataTransfer?.types.includes("Files") !== true) return;
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => { setIsOver(false); }}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          const [file] = event.dataTransfer?.files ?? [];
          if (file !== undefined) void put.run(file);
        }}
      >
        {image === null ? <p class="quiet">{t("writing.pictureHelp")}</p> : <Shown id={image.id} isBusy={put.isBusy} onCropped={(file) => put.run(file)} />}
        <FileButton
          label={t(put.isBusy ? "writing.pictureBusy" : image === null ? "writing.pictureChoose" : "writing.pictureOther")}
          icon="camera"
          accept={TAKEN}
          testid="picture-file"
          isBusy={put.isBusy}
          onFile={(file) => void put.run(file)}
        />
      </div>
      {fault === undefined ? null : <p class="fault small" role="alert" data-testid="picture-fault"><Icon name="warning" />{fault}</p>}
      {put.failure === undefined ? null : <FailureNote failure={put.failure} what={put.failure.detail ?? t("writing.pictureFailed")} testid="picture-failed" />}
      {image === null ? null : <Descriptions />}
    </Part>
  );
}

/** A picture that is pasted anywhere on the page; in a field, text goes where it always goes. */
function usePasted(onFile: (file: Blob) => void): void {
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const onPaste = ({ clipboardData, defaultPrevented }: ClipboardEvent): void => {
      const file = [...(clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
      if (file !== undefined && !defaultPrevented) latest.current(file);
    };
    addEventListener("paste", onPaste);
    return () => {
      removeEventListener("paste", onPaste);
    };
  }, []);
}

interface ShownProps {
  readonly id: string;
  readonly isBusy: boolean;
  readonly onCropped: (file: Blob) => Promise<boolean>;
}

function Shown({ id, isBusy, onCropped }: ShownProps) {
  const { alter } = useWriting();
  const [isCropping, setIsCropping] = useState(false);
  return (
    <div class="shown-picture">
      <FocalPointStage id={id} />
      <div class="actions">
        <button type="button" class="button compact" data-testid="crop" onClick={() => { setIsCropping(true); }}>{t("writing.crop")}</button>
        <button type="button" class="button compact" data-testid="picture-remove" onClick={() => { alter(t("writing.pictureRemoved"), set("image", null)); }}>{t("writing.pictureRemove")}</button>
      </div>
      {isCropping ? (
        <Crop
          id={id}
          isBusy={isBusy}
          onClose={() => { setIsCropping(false); }}
          onCropped={(file) => void onCropped(file).then((isDone) => { if (isDone) setIsCropping(false); })}
        />
      ) : null}
    </div>
  );
}

/** Asked for where the picture is, in each language: what is behind a button is not written. */
function Descriptions() {
  const { languages } = useWriting();
  return (
    <div class="sheet-row" style={`--columns: ${String(languages.length)}`} role="group" aria-label={t("writing.alt")}>
      {languages.map((language) => <Description key={language} language={language} />)}
    </div>
  );
}

function Description({ language }: { readonly language: string }) {
  const { form, session } = useWriting();
  const id = fieldId.alt(language);
  const text = altIn(form, language);
  const area = useGrowing(text);
  return (
    <div class="field">
      <label for={id}>
        {t("writing.alt")} <span class="quiet">({languageName(language)})</span>
      </label>
      <textarea
        ref={area}
        id={id}
        class="input alt-field"
        rows={2}
        lang={language}
        dir="auto"
        maxLength={1000}
        placeholder={t("writing.altHint")}
        data-testid={`alt-${language}`}
        value={text}
        onKeyDown={(event) => { if (event.key === "Enter") event.preventDefault(); }}
        onInput={(event) => { session.edit(setAlt(language, event.currentTarget.value.replace(/\s*\n\s*/g, " "))); }}
        {...useSaid(id)}
      />
      <Remarks of={id} />
    </div>
  );
}

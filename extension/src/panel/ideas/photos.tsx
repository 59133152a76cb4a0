/** The photos of an idea: from a file or, on a phone, from the camera. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { photoKey } from "../../shared/keys";
import { setMakingRoom } from "../../shared/room";
import { read } from "../../shared/stored";
import { uuid7 } from "../../shared/uuid7";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Field } from "../ui/field";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { useHere } from "../ui/use-here";
import { MOST_PHOTOS, photoOf, type DraftPhoto } from "./idea-draft";
import { photoFrom } from "./photo";

interface Props {
  readonly photos: readonly DraftPhoto[];
  /** From the photos as they are by then: reading one takes a while. */
  readonly onChange: (step: (now: readonly DraftPhoto[]) => readonly DraftPhoto[]) => void;
  /** Some are being read, and not among the photos yet. */
  readonly busy: boolean;
  readonly onBusy: (busy: boolean) => void;
}

type Problem = "photoUnreadable" | "photoTooMany" | "photoNoRoom";

export function Photos({ photos, onChange, busy, onBusy }: Props) {
  const here = useHere();
  const { account } = usePanel();
  const [problem, setProblem] = useState<Problem>();

  const add = async (files: readonly File[]): Promise<void> => {
    onBusy(true);
    const room = MOST_PHOTOS - photos.length;
    setProblem(files.length > room ? "photoTooMany" : undefined);
    for (const file of files.slice(0, room)) {
      const id = uuid7();
      const fault = await keep(photoKey(account.id, id), file);
      // who left the form meanwhile may have sent the idea, or another form may be writing on it
      if (!here.current) return storage.remove([photoKey(account.id, id)]);
      if (fault === undefined) onChange((now) => [...now, { id, alt: "" }]);
      else setProblem(fault);
    }
    onBusy(false);
  };
  const remove = (id: string): void => {
    void storage.remove([photoKey(account.id, id)]);
    onChange((now) => now.filter((photo) => photo.id !== id));
    focusOn("#idea-photo");
  };

  return (
    <section class="idea-photos">
      {photos.map((photo) => (
        <Photo
          key={photo.id}
          photo={photo}
          onAlt={(alt) => { onChange((now) => now.map((one) => (one.id === photo.id ? { ...one, alt } : one))); }}
          onRemove={() => { remove(photo.id); }}
        />
      ))}
      {photos.length < MOST_PHOTOS ? (
        <label class="button pick">
          <Icon name="camera" />
          {t(busy ? "photoBusy" : photos.length === 0 ? "photoAdd" : "photoAddMore")}
          <input
            id="idea-photo"
            type="file"
            accept="image/*"
            multiple
            disabled={busy}
            onChange={(event) => {
              const { files } = event.currentTarget;
              void add([...(files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
        </label>
      ) : null}
      <p class={problem === undefined ? "hidden" : "fault small"} role="status" data-testid="photo-problem">
        {problem === undefined ? "" : t(problem)}
      </p>
    </section>
  );
}

async function keep(key: string, file: File): Promise<Problem | undefined> {
  const picture = await photoFrom(file);
  if (picture === undefined) return "photoUnreadable";
  return setMakingRoom(storage, { [key]: picture }).then(() => undefined, () => "photoNoRoom" as const);
}

interface PhotoProps {
  readonly photo: DraftPhoto;
  readonly onAlt: (alt: string) => void;
  readonly onRemove: () => void;
}

function Photo({ photo, onAlt, onRemove }: PhotoProps) {
  const { account } = usePanel();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    void read(storage, photoOf(account.id, photo.id)).catch(() => undefined).then(setUrl);
  }, [photo.id]);
  return (
    <div class="idea-photo" data-testid="idea-photo">
      <div class="photo-frame">
        {url === undefined ? null : <img src={url} alt={photo.alt} />}
        <button type="button" class="icon-button" data-testid="photo-remove" aria-label={t("photoRemove")} title={t("photoRemove")} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </div>
      <Field id={`alt-${photo.id}`} label={t("photoAlt")} hint={t("photoAltHint")} fault={undefined}>
        <input class="input" data-testid="photo-alt" dir="auto" maxLength={1000} value={photo.alt} onInput={(event) => { onAlt(event.currentTarget.value); }} />
      </Field>
    </div>
  );
}

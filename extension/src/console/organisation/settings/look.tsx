/** The organisation's mark, and the colour of what can be pressed, each on its ground. */
import { api } from "../../api";
import { t } from "../../i18n";
import { FileButton } from "../../ui/file-button";
import { Icon } from "../../ui/icons";
import { Problem } from "../../ui/problem";
import { useAction } from "../../ui/use-action";
import type { SettingsForm } from "./settings-form";

interface Props {
  readonly form: SettingsForm;
  readonly onChange: (change: Partial<SettingsForm>) => void;
  readonly fault: string | undefined;
}

/** What a field for colours shows when none is set: it cannot show none. */
const OWN = { light: "#1b6b4f", dark: "#7dd3ae" };

export function Look({ form, onChange, fault }: Props) {
  const upload = useAction(async (file: File) => { onChange({ markId: (await api.images.upload(file, mediaType(file))).id }); });
  return (
    <>
      <div class="pair">
        <div class="field">
          <span class="label">{t("organisation.mark")}</span>
          <div class="actions">
            <FileButton label={t("organisation.markChoose")} icon="camera" accept={KINDS.join()} testid="settings-mark" isBusy={upload.isBusy} onFile={(file) => void upload.run(file)} />
          </div>
          <span class="small quiet" role="status">{t(form.markId == null ? "organisation.markHint" : "organisation.markChosen")}</span>
        </div>
        <div class="field">
          <span class="label">{t("organisation.accent")}</span>
          <div class="actions">
            <label class="swatch">
              <input type="color" data-testid="accent-light" value={form.accentLight || OWN.light} onInput={(event) => { onChange({ accentLight: event.currentTarget.value, accentDark: "" }); }} />
              <span class="small">{t("organisation.onLight")}</span>
            </label>
            <label class="swatch">
              <input type="color" data-testid="accent-dark" value={form.accentDark || OWN.dark} onInput={(event) => { onChange({ accentDark: event.currentTarget.value, accentLight: form.accentLight || OWN.light }); }} />
              <span class="small">{t("organisation.onDark")}</span>
            </label>
            {form.accentLight === "" ? null : <button type="button" class="text-button" onClick={() => { onChange({ accentLight: "", accentDark: "" }); }}>{t("organisation.ownAccent")}</button>}
          </div>
          {fault === undefined ? <span class="small quiet">{t("organisation.accentHint")}</span> : <span class="small fault"><Icon name="warning" />{fault}</span>}
        </div>
      </div>
      <Problem failure={upload.failure} testid="mark-failed" />
    </>
  );
}

const KINDS = ["image/png", "image/jpeg", "image/webp"] as const;
/** Of another kind the server says what it takes. */
const mediaType = (file: File): (typeof KINDS)[number] => KINDS.find((kind) => kind === file.type) ?? "image/png";

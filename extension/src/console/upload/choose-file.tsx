/** The way in: a file that is dropped or chosen, what may be in it, and a file to begin with. */
import { useRef, useState } from "preact/hooks";
import { useConsole } from "../context";
import { t } from "../i18n";
import { Icon } from "../ui/icons";
import { saveFile } from "../ui/save-file";
import type { Subject } from "./job";
import { COLUMNS, template } from "./template";

interface Props {
  readonly subject: Subject;
  readonly onFile: (file: File) => void;
}

export function ChooseFile({ subject, onFile }: Props) {
  const { language } = useConsole();
  return (
    <>
      <DropZone onFile={onFile} />
      <div class="upload-help">
        <section class="card stack">
          <h2>{t("upload.begin")}</h2>
          <p class="quiet">{t(subject === "links" ? "upload.beginLinks" : "upload.beginSuggestions")}</p>
          <div class="actions">
            <button
              type="button"
              class="button"
              data-testid="upload-template"
              onClick={() => { saveFile(new Blob([template(subject, language)], { type: "text/csv" }), `${t(subject === "links" ? "upload.templateLinks" : "upload.templateSuggestions")}.csv`); }}
            >
              {t("upload.template")}
            </button>
          </div>
        </section>
        <section class="card stack">
          <h2>{t("upload.columns")}</h2>
          <dl class="upload-columns">
            {COLUMNS[subject].map(([name, says]) => (
              <div key={name}>
                <dt><code>{name}</code></dt>
                <dd>{t(says)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </>
  );
}

function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <div
      class={isOver ? "drop over" : "drop"}
      data-testid="drop"
      onDragOver={(event) => { event.preventDefault(); setIsOver(true); }}
      onDragLeave={() => { setIsOver(false); }}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <Icon name="upload" />
      <p class="drop-says">{t("upload.drop")}</p>
      <input
        ref={input}
        class="hidden"
        type="file"
        id="upload-file"
        data-testid="upload-file"
        accept=".csv,.json,.jsonl,.ndjson,.txt,text/csv,application/json"
        tabIndex={-1}
        aria-hidden="true"
        onChange={() => { take(input.current?.files); }}
      />
      <button type="button" class="button primary" data-testid="upload-choose" onClick={() => { input.current?.click(); }}>
        {t("upload.choose")}
      </button>
      <p class="quiet small">{t("upload.takes")}</p>
    </div>
  );
}

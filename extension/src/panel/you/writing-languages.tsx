/** The languages one likes to read and write, the first most. */
import { useEffect, useRef } from "preact/hooks";
import { languageName, t } from "../i18n";
import { readsIn } from "../languages";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { useChange } from "./use-change";

export function WritingLanguages() {
  const { account } = usePanel();
  const { wished, change } = useChange();
  const mine = wished.languages ?? readsIn(account);
  const all = [...new Set([...mine, ...account.languages, ...account.organisationLanguages])];
  const pressed = useRef<string | undefined>(undefined);
  const put = (languages: readonly string[], moved: string): void => {
    pressed.current = moved;
    change({ languages: [...languages] });
  };
  // a row that goes to another place loses the focus on its way
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (isLost && pressed.current !== undefined) focusOn(`[data-testid="writes-${pressed.current}"]`);
  }, [all.join()]);
  // nothing to choose between
  if (all.length < 2) return null;
  return (
    <section data-testid="writing-languages">
      <h2 id="writing-languages">{t("writingTitle")}</h2>
      <p class="quiet small">{t("writingAbout")}</p>
      <ul class="languages" aria-labelledby="writing-languages">
        {all.map((tag) => (
          <Language
            key={tag}
            tag={tag}
            chosen={mine.includes(tag)}
            // at least one remains, or there would be nothing to show
            isLast={mine.length === 1 && mine[0] === tag}
            isFirst={mine[0] === tag}
            onTick={(on) => { put(on ? [...mine, tag] : mine.filter((other) => other !== tag), tag); }}
            onFirst={() => { put([tag, ...mine.filter((other) => other !== tag)], tag); }}
          />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  readonly tag: string;
  readonly chosen: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onTick: (on: boolean) => void;
  readonly onFirst: () => void;
}

function Language({ tag, chosen, isFirst, isLast, onTick, onFirst }: Props) {
  const name = languageName(tag);
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          data-testid={`writes-${tag}`}
          checked={chosen}
          disabled={isLast}
          onChange={(event) => { onTick(event.currentTarget.checked); }}
        />
        <span>{name}</span>
      </label>
      {chosen && !isFirst ? (
        <button type="button" class="text-button" data-testid={`first-${tag}`} aria-label={t("putFirst", name)} onClick={onFirst}>
          {t("first")}
        </button>
      ) : null}
    </li>
  );
}

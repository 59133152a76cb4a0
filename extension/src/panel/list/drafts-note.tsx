/** What the employee began and has not posted, above all that they could begin with; also when it has left the list. */
import { useState } from "preact/hooks";
import type { Begun } from "../drafts";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { Row } from "./row";

/** More of them would push the suggestions out of sight. */
const AT_FIRST = 2;

export function Drafts({ drafts }: { readonly drafts: readonly Begun[] }) {
  const { navigation } = usePanel();
  const [areAll, setAreAll] = useState(false);
  if (drafts.length === 0) return null;
  const showAll = (): void => {
    setAreAll(true);
    focusOn('[data-testid="drafts"] li:last-child .row-open');
  };
  return (
    <section class="drafts" data-testid="drafts" aria-labelledby="drafts">
      <h2 id="drafts">{t("begun")}</h2>
      <ul class="rows">
        {drafts.slice(0, areAll ? undefined : AT_FIRST).map(({ suggestion, words }) => (
          <Row
            key={suggestion.id}
            suggestion={suggestion}
            hasDraft
            words={words}
            onOpen={() => { navigation.open({ name: "detail", of: suggestion }); }}
          />
        ))}
      </ul>
      {areAll || drafts.length <= AT_FIRST ? null : (
        <button type="button" class="text-button small" data-testid="drafts-all" onClick={showAll}>
          {t("begunAll", drafts.length)}
        </button>
      )}
    </section>
  );
}

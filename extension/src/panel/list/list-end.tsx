/** Below the last suggestion: drafts of what is no longer above, and the way to what was put out of sight. */
import type { Begun } from "../drafts";
import { plural, t } from "../i18n";
import { usePanel } from "../panel-context";
import { Row } from "./row";
import { useFocusBack } from "./use-focus-back";

/** Of suggestions that have ended, or are not among those fetched so far: nobody's words are lost with them. */
export function LeftDrafts({ drafts }: { readonly drafts: readonly Begun[] }) {
  const { navigation } = usePanel();
  if (drafts.length === 0) return null;
  return (
    <section class="left-drafts" data-testid="left-drafts">
      <h2>{t("leftDrafts")}</h2>
      <p class="quiet small">{t("leftDraftsAbout")}</p>
      <ul class="rows">
        {drafts.map(({ suggestion, words }) => (
          <Row
            key={suggestion.id}
            suggestion={suggestion}
            hasDraft
            words={words}
            onOpen={() => { navigation.open({ name: "detail", of: suggestion }); }}
          />
        ))}
      </ul>
    </section>
  );
}

export function HiddenLine({ count }: { readonly count: number }) {
  return (
    <p class="hidden-line small quiet">
      {plural("youHid", count)} <ShowHidden look="text-button" />
    </p>
  );
}

export function ShowHidden({ look }: { readonly look: "text-button" | "button" }) {
  const { navigation } = usePanel();
  const here = useFocusBack("hidden");
  return (
    <button
      ref={here}
      type="button"
      class={look}
      data-testid="show-hidden"
      data-id="hidden"
      onClick={() => { navigation.open({ name: "hidden" }); }}
    >
      {t(look === "button" ? "showHidden" : "show")}
    </button>
  );
}

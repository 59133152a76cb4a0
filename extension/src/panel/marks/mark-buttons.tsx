/** Save for later, and hide or show again: on a row of the list and at the top of a suggestion that is open. */
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { useTitle } from "../ui/title";

interface Props {
  readonly suggestion: Suggestion;
  /** Whether it stands among what is hidden, which it does not say itself. */
  readonly isHidden?: boolean;
  /** Called before it goes, to leave the place where it stood. */
  readonly onHide: () => void;
  /** On a row, where keys do the same, the Tab key need not stop here: a list has many rows. */
  readonly tabIndex?: number;
}

export function MarkButtons({ suggestion, isHidden, onHide, tabIndex }: Props) {
  const { marks } = usePanel();
  const { saved, hidden } = marks.of(suggestion, isHidden);
  const title = useTitle(suggestion);
  const hideOrShow = (): void => {
    if (!hidden) onHide();
    marks.mark(suggestion, hidden ? "unhide" : "hide");
  };
  return (
    <span class="marks">
      <button
        type="button"
        class="icon-button"
        data-testid="save"
        aria-pressed={saved}
        aria-label={t("save", title)}
        title={t(saved ? "unsaveHint" : "saveHint")}
        tabIndex={tabIndex}
        onClick={() => { marks.mark(suggestion, saved ? "unsave" : "save"); }}
      >
        <Icon name="bookmark" />
      </button>
      <button
        type="button"
        class="icon-button"
        data-testid={hidden ? "unhide" : "hide"}
        aria-label={t(hidden ? "unhide" : "hide", title)}
        title={t(hidden ? "showAgain" : "hideHint")}
        tabIndex={tabIndex}
        onClick={hideOrShow}
      >
        <Icon name={hidden ? "shown" : "hidden"} />
      </button>
    </span>
  );
}

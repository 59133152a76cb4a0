/** The top of a view that was opened from another one: the way back, and what this is. Escape goes back too, from all but a text. */
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { useFocusOnArrival } from "./focus";
import { Icon } from "./icons";
import { useBackKey } from "./keys";

interface Props {
  readonly title: string;
}

export function TopBar({ title }: Props) {
  const { back } = usePanel().navigation;
  const heading = useFocusOnArrival<HTMLHeadingElement>();
  useBackKey(back);
  return (
    <header class="top">
      <BackButton />
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
    </header>
  );
}

export function BackButton() {
  const { back } = usePanel().navigation;
  return (
    <button type="button" class="icon-button" data-testid="back" aria-label={t("back")} title={t("back")} onClick={back}>
      <Icon name="back" />
    </button>
  );
}

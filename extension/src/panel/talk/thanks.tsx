/** Thanks from the editors, for what came of a suggestion that the employee shared. */
import { useEffect, useState } from "preact/hooks";
import type { Thanks } from "../../shared/shapes";
import { day, t } from "../i18n";
import { seeThanks, unreadThanks, useNews } from "../news";
import { usePanel } from "../panel-context";
import { useAnnouncement } from "../ui/announce";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { Title } from "../ui/title";

/** Above the list, once, until it is put away or was seen on the employee's own page. */
export function ThanksNote() {
  const { account } = usePanel();
  const { thanks, seen } = useNews();
  const [latest] = unreadThanks(thanks, seen);
  useAnnouncement(latest?.text);
  if (latest === undefined) return null;
  const putAway = (): void => {
    void seeThanks(account.id);
    focusOn('input[type="search"]');
  };
  return (
    <div class="thanks-note" data-testid="thanks-note">
      <Icon name="like" />
      <div>
        <p dir="auto">{latest.text}</p>
        <p class="small quiet"><Title of={latest} /></p>
      </div>
      <button type="button" class="icon-button" data-testid="thanks-put-away" aria-label={t("dismiss")} title={t("dismiss")} onClick={putAway}>
        <Icon name="close" />
      </button>
    </div>
  );
}

const FIRST = 3;

/** On the employee's own page. Whoever sees them there need not be told of them again. */
export function ThanksForYou() {
  const { account } = usePanel();
  const { thanks } = useNews();
  const [all, setAll] = useState(false);
  useEffect(() => void seeThanks(account.id), [thanks]);
  if (thanks.length === 0) return null;
  const showAll = (): void => {
    setAll(true);
    // the button is gone then: one reads on at the first that was not there before
    setTimeout(() => { focusOn(`.thanks li:nth-child(${String(FIRST + 1)})`); });
  };
  return (
    <section class="thanks" data-testid="thanks">
      <h2>{t("thanks")}</h2>
      <ul>
        {(all ? thanks : thanks.slice(0, FIRST)).map((one) => <Letter key={one.id} thanks={one} />)}
      </ul>
      {all || thanks.length <= FIRST ? null : (
        <button type="button" class="text-button" onClick={showAll}>
          {t("thanksAll")}
        </button>
      )}
    </section>
  );
}

function Letter({ thanks }: { readonly thanks: Thanks }) {
  const { text, said_at: at } = thanks;
  return (
    <li class="letter" tabIndex={-1}>
      <p dir="auto">{text}</p>
      <p class="small quiet"><Title of={thanks} />, {day(at)}</p>
    </li>
  );
}

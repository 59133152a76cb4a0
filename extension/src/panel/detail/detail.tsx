/** One suggestion, opened to be made one's own: reads like a good letter, with the way out always at the bottom. */
import type { Suggestion } from "../../shared/shapes";
import { day, t } from "../i18n";
import { useHidden } from "../list/use-hidden";
import { Why } from "../list/why";
import { MarkButtons } from "../marks/mark-buttons";
import { usePanel } from "../panel-context";
import { TalkBack } from "../talk/talk-back";
import { useFocusOnArrival } from "../ui/focus";
import { Title } from "../ui/title";
import { BackButton } from "../ui/top-bar";
import { Actions } from "./actions";
import { Desk } from "./desk";
import { Remind } from "./remind";
import { useDraft } from "./use-draft";
import { useLink } from "./use-link";

export function Detail({ suggestion }: { readonly suggestion: Suggestion }) {
  const { account, navigation } = usePanel();
  const writing = useDraft(suggestion, account);
  const isHidden = useHidden().has(suggestion.id);
  // until it is known which link was chosen, none is asked for
  const link = useLink(suggestion, writing?.link ?? "none");
  return (
    <main class="view detail-view" data-testid="detail">
      <header class="top">
        <BackButton />
        <span class="quiet">{t(`kind_${suggestion.kind}`)}</span>
        <MarkButtons suggestion={suggestion} isHidden={isHidden} onHide={navigation.back} />
      </header>
      <article class="detail">
        <About suggestion={suggestion} />
        {writing === undefined ? null : <Desk suggestion={suggestion} writing={writing} link={link} />}
        <TalkBack suggestion={suggestion} />
      </article>
      {writing === undefined ? null : <Actions suggestion={suggestion} writing={writing} link={link} />}
    </main>
  );
}

/** What it is, as short as can be: the text is what one came for. */
function About({ suggestion }: { readonly suggestion: Suggestion }) {
  const title = useFocusOnArrival<HTMLHeadingElement>();
  const { expires_at: expires } = suggestion;
  return (
    <header>
      <h1 ref={title} tabIndex={-1} dir="auto">
        <Title of={suggestion} />
      </h1>
      <div class="about-line">
        {expires === null ? null : <p class="meta">{t(Date.parse(expires) > Date.now() ? "until" : "ended", day(expires))}</p>}
        <Why suggestion={suggestion} />
        <Remind suggestion={suggestion} />
      </div>
    </header>
  );
}

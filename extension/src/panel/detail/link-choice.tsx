/** Which link goes along, what that means, and exactly what it looks like. */
import { clipboard } from "../../shared/browser";
import { ensureLink, LINK } from "../../shared/post";
import type { LinkChoice, Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Choice } from "../ui/choice";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { Unfold } from "../ui/unfold";
import type { EditableDraft } from "./use-draft";
import type { LinkState, PlainBecause } from "./use-link";

const CHOICES: readonly LinkChoice[] = ["campaign", "personal", "none"];

interface Props {
  readonly suggestion: Suggestion;
  readonly writing: EditableDraft;
  readonly state: LinkState;
}

export function LinkPicker({ suggestion: { destination_url: destination }, writing, state }: Props) {
  const { account } = usePanel();
  const { link, chooseLink, text, write } = writing;
  if (destination === null) return null;
  const addLink = (): void => {
    write(ensureLink(text));
    focusOn("#editor");
  };
  const choices = CHOICES.filter((value) => value !== "personal" || account.offers.personalLinks);
  return (
    <div class="link-choice">
      <Unfold title={t("link")} says={t(state.is === "plain" ? "linkSays_plain" : `linkSays_${link}`)} label={t("change")} testid="link">
        <Choice<LinkChoice>
          name="link"
          legend={t("link")}
          look="segments"
          testid="link-scope"
          value={link}
          options={choices.map((value) => ({ value, label: t(`link_${value}`) }))}
          onChoose={chooseLink}
        />
        {state.is === "plain" ? null : <p class="quiet">{t(`linkAbout_${link}`)}</p>}
        {link === "none" ? null : <Exactly state={state} destination={destination} />}
      </Unfold>
      <div role="status">{state.is === "plain" ? <WhyPlain because={state.because} /> : null}</div>
      {link !== "none" && !text.includes(LINK) ? (
        <p>
          {t("linkMissing")}{" "}
          <button type="button" class="text-button" data-testid="link-add" onClick={addLink}>
            {t("linkAdd")}
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** Why the plain address goes in. Counting that was paused is no fault. */
function WhyPlain({ because }: { readonly because: PlainBecause }) {
  return (
    <p class="note small" data-testid="link-plain">
      {because === "paused" ? null : <Icon name="warning" />}
      {t(`linkPlain_${because}`)}
    </p>
  );
}

/** The address as it will stand in the post, letter for letter, and where it leads. */
function Exactly({ state, destination }: { readonly state: LinkState; readonly destination: string }) {
  const { toast } = usePanel();
  // as high as the link that is coming, so that nothing moves when it does
  if (state.is !== "tracked" && state.is !== "plain") return <p class="link-exactly quiet">{t("linkComing")}</p>;
  const { url } = state;
  const copy = async (): Promise<void> => {
    const isCopied = await clipboard.write(url);
    toast(isCopied ? { tone: "good", about: "link_copied", text: t("linkCopied") } : { tone: "bad", about: "copy_failed", text: t("copyFailed") });
  };
  return (
    <div class="link-exactly">
      <div>
        <p class="link-url" dir="ltr" data-testid="link-url">
          {url}
        </p>
        {state.is === "plain" ? null : <p class="quiet">{t("linkLeads", new URL(destination).hostname)}</p>}
      </div>
      <button
        type="button"
        class="icon-button"
        data-testid="link-copy"
        aria-label={t("linkCopy")}
        title={t("linkCopy")}
        onClick={() => void copy()}
      >
        <Icon name="copy" />
      </button>
    </div>
  );
}

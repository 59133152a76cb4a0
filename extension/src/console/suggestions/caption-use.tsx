/** Which captions of a suggestion are used and which are hardly, in the steps in which shares are counted. */
import { useState } from "preact/hooks";
import type { Caption, SuggestionUsage } from "vertel-schema";
import { withoutLink } from "../../shared/post/link";
import type { Suggestion } from "../../shared/shapes";
import { api } from "../api";
import { languageName, t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { Show } from "../ui/loaded";
import { useTitleOf } from "../ui/suggestion-title";
import { useLoaded } from "../ui/use-loaded";

export function CaptionUse({ suggestion }: { readonly suggestion: Suggestion }) {
  const [isOpen, setIsOpen] = useState(false);
  const title = useTitleOf()(suggestion);
  // nobody was shown a draft, and there is nothing to compare without a caption
  if (suggestion.status === "draft" || suggestion.captions.length === 0) return null;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        data-testid="caption-use"
        title={t("suggestions.captions")}
        aria-label={t("suggestions.captionsOf", title)}
        aria-haspopup="dialog"
        onClick={() => { setIsOpen(true); }}
      >
        <Icon name="chart" />
      </button>
      {isOpen ? <UseDialog suggestion={suggestion} title={title} onClose={() => { setIsOpen(false); }} /> : null}
    </>
  );
}

interface Props {
  readonly suggestion: Suggestion;
  readonly title: string;
  readonly onClose: () => void;
}

function UseDialog({ suggestion: { id, captions }, title, onClose }: Props) {
  const loaded = useLoaded(`usage of ${id}`, () => api.suggestions.usage(id));
  return (
    <Dialog title={t("suggestions.captionsOf", title)} testid="caption-use-dialog" onClose={onClose}>
      <p class="small quiet">{t("suggestions.usageSteps")}</p>
      <Show of={loaded}>
        {(usage) => (
          <ul class="caption-use">
            {mostUsedFirst(captions, usage).map(({ caption, shares }) => (
              <li key={caption.id}>
                <p lang={caption.language} dir="auto">{withoutLink(caption.text)}</p>
                <p class="small quiet">{languageName(caption.language)} · {t(`tone_${caption.tone}`)}</p>
                <p class={shares === 0 ? "state" : "state good"}>{shares === 0 ? t("suggestions.hardlyUsed") : t("suggestions.usedAtLeast", shares)}</p>
              </li>
            ))}
          </ul>
        )}
      </Show>
    </Dialog>
  );
}

interface Used {
  readonly caption: Caption;
  /** Rounded down to fives. */
  readonly shares: number;
}

/** Those that are used equally stay in the suggestion's order. */
export function mostUsedFirst(captions: readonly Caption[], { captions: uses }: SuggestionUsage): Used[] {
  const shares = new Map(uses.map((use) => [use.caption_id, use.shares]));
  return captions.map((caption) => ({ caption, shares: shares.get(caption.id) ?? 0 })).sort((one, other) => other.shares - one.shares);
}

/** Which link goes along, what that means, and what it looks like. */
import { ensureLink, LINK } from "../../shared/post";
import type { LinkChoice } from "../../shared/shapes";
import { t } from "../i18n";
import { Choice } from "../ui/choice";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import type { Writing } from "./use-draft";
import type { LinkState } from "./use-link";

const CHOICES: readonly LinkChoice[] = ["campaign", "personal", "none"];

export function LinkPicker({ writing, state }: { readonly writing: Writing; readonly state: LinkState }) {
  const { link, chooseLink, text, write } = writing;
  return (
    <section class="link-choice">
      <div class="link-head">
        <h2>{t("link")}</h2>
        <Choice<LinkChoice>
          name="link"
          legend={t("link")}
          look="segments"
          testid="link-scope"
          value={link}
          options={CHOICES.map((value) => ({ value, label: t(`link_${value}`) }))}
          onChoose={chooseLink}
        />
      </div>
      {state.is === "plain" ? (
        <p class="note small" role="status" data-testid="link-plain">
          <Icon name="warning" />
          {t(state.ended === true ? "linkEnded" : "linkPlain")}
        </p>
      ) : (
        <p class="small quiet">{t(`linkAbout_${link}`)}</p>
      )}
      {link !== "none" && !text.includes(LINK) ? (
        <p class="small">
          {t("linkMissing")}{" "}
          <button
            type="button"
            class="text-button"
            data-testid="link-add"
            onClick={() => {
              write(ensureLink(text));
              focusOn("#editor");
            }}
          >
            {t("linkAdd")}
          </button>
        </p>
      ) : null}
    </section>
  );
}

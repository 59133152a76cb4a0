/** How the post will look in the feed, on a phone and on a computer. Calm and neutral: it shows a post, not LinkedIn. */
import { useState } from "preact/hooks";
import { aboveFold, addressesIn, asPosted, isShortened, partsOf } from "../../shared/post";
import type { Account } from "../../shared/shapes";
import { t } from "../i18n";
import { Choice } from "../ui/choice";
import { Icon } from "../ui/icons";
import { Described } from "../ui/described";
import { Unfold } from "../ui/unfold";
import type { Carried } from "./carried";

type Screen = "phone" | "desktop";

interface Props {
  /** What it began with: another text is another post, folded again. */
  readonly of: string;
  /** As it would be posted now. */
  readonly value: string;
  readonly language: string;
  readonly account: Account;
  readonly carried: Carried | undefined;
}

export function Preview({ of, value, language, account, carried }: Props) {
  // most posts are read on a phone, and it shows least
  const [screen, setScreen] = useState<Screen>("phone");
  const notes = [
    carried === undefined ? undefined : t(carried.is === "card" ? "previewCard" : "previewPicture"),
    addressesIn(value).some(isShortened) ? t("previewShort") : undefined,
  ].filter((note) => note !== undefined);
  return (
    <Unfold title={t("previewTitle")} label={t("show")} testid="preview" openWhenWide>
      <div class="preview-head">
        <Choice<Screen>
          name="screen"
          legend={t("screen")}
          look="segments"
          testid="screen"
          value={screen}
          options={[
            { value: "phone", label: t("screen_phone") },
            { value: "desktop", label: t("screen_desktop") },
          ]}
          onChoose={setScreen}
        />
      </div>
      <div class="post">
        <Author name={account.name} />
        <PostText
          key={`${screen} ${of}`}
          text={asPosted(value.trim())}
          language={language}
          foldAt={screen === "phone" ? account.foldPhone : account.foldDesktop}
        />
        {carried === undefined ? null : <Below carried={carried} language={language} />}
      </div>
      {notes.length === 0 ? null : <p class="quiet" data-testid="preview-note">{notes.join(" ")}</p>}
    </Unfold>
  );
}

function Author({ name }: Pick<Account, "name">) {
  return (
    <div class="post-author">
      <span class="initials" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <p>
        <strong>{name}</strong>
        <span class="small quiet">{t("now")}</span>
      </p>
    </div>
  );
}

/** Of the first name and the last. */
export function initialsOf(name: string): string {
  const names = name.trim().split(/\s+/);
  const [first = "", last = ""] = [names[0], names.length > 1 ? names.at(-1) : ""];
  return [first, last].map((one) => Array.from(one)[0] ?? "").join("").toUpperCase();
}

interface TextProps {
  readonly text: string;
  readonly language: string;
  readonly foldAt: number;
}

function PostText({ text, language, foldAt }: TextProps) {
  const [unfolded, setUnfolded] = useState(false);
  const above = aboveFold(text, foldAt);
  const shown = unfolded || above === null ? text : above;
  if (text === "") return <p class="quiet">{t("previewEmpty")}</p>;
  return (
    <p class="post-text" dir="auto" data-testid="post-text">
      <span lang={language}>
        {partsOf(shown).map(({ is, text: part }, i) => (is === "text" ? part : <span key={i} class="marked">{part}</span>))}
      </span>
      {above === null ? null : (
        <>
          {unfolded ? " " : "… "}
          <button
            type="button"
            class="text-button"
            data-testid="see-more"
            aria-expanded={unfolded}
            onClick={() => { setUnfolded(!unfolded); }}
          >
            {t(unfolded ? "seeLess" : "seeMore")}
          </button>
        </>
      )}
    </p>
  );
}

function Below({ carried, language }: { readonly carried: Carried; readonly language: string }) {
  if (carried.is === "picture") {
    return <Described class="post-picture" image={carried.image} own={carried.language} ofPost={language} />;
  }
  return (
    <p class="post-card" data-testid="link-card">
      <Icon name="article" />
      {carried.host}
    </p>
  );
}

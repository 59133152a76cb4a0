/** What the server tells about what it knows, each thing as a sentence to take in, and the rest for who wants to know. */
import type { Transparency } from "../../shared/shapes";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Icon } from "../ui/icons";
import { bySubject, type Subject } from "./subjects";

type Held = Transparency["held"][number];
type Roles = Transparency["readable"][number]["readers"];

export function ReadByOthers({ readable }: { readonly readable: Transparency["readable"] }) {
  return bySubject(readable).map((subject) => <OneSubject key={subject.meanings[0]} subject={subject} />);
}

function OneSubject({ subject: { meanings, readers, tells } }: { readonly subject: Subject }) {
  return (
    <Fold summary={meanings[0] ?? ""} aside={t("seenReaders", roles(readers))}>
      {meanings.slice(1).map((meaning) => <p key={meaning}>{meaning}</p>)}
      <ul class="points">
        {tells.map(({ meaning, from, ofEveryone, signed }) => (
          <li key={meaning}>
            {meaning}
            {from === null ? null : <span class="mark-only">{t(ofEveryone ? "seenTogether" : "seenFrom", from)}</span>}
            {signed ? <span class="mark-only">{t("seenSigned")}</span> : null}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

export function HeldAboutMe({ held }: { readonly held: Held }) {
  return (
    <Fold summary={held.what}>
      <dl class="facts">
        <dt>{t("seenWhy")}</dt>
        <dd>{held.why}</dd>
        <dt>{t("seenKept")}</dt>
        <dd>{held.kept}</dd>
        <dt>{t("seenWho")}</dt>
        <dd>{held.readers.length === 0 ? t("seenNobody") : roles(held.readers)}</dd>
      </dl>
    </Fold>
  );
}

interface FoldProps {
  readonly summary: string;
  readonly aside?: string;
  readonly children: ComponentChildren;
}

function Fold({ summary, aside, children }: FoldProps) {
  return (
    <details class="fold">
      <summary>
        <span>
          {summary}
          {aside === undefined ? null : <span class="quiet small aside">{aside}</span>}
        </span>
        <Icon name="forward" />
      </summary>
      <div class="folded">{children}</div>
    </details>
  );
}

/** "editors and admins". */
export function roles(readers: Roles): string {
  return new Intl.ListFormat(t("locale")).format(readers.map((role) => t(`reads_${role}`)));
}

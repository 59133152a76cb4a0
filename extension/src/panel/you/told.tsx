/** One thing that the server tells about what it knows: a sentence to take in, and the rest for who wants to know. */
import type { Transparency } from "../../shared/shapes";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Icon } from "../ui/icons";

type Readable = Transparency["readable"][number];
type Held = Transparency["held"][number];
type Field = Readable["tells"][number];

export function ReadByOthers({ document }: { readonly document: Readable }) {
  return (
    <Fold summary={document.meaning} aside={t("seenReaders", roles(document.readers))}>
      <ul class="tells">
        {alike(document.tells).map(({ meaning, withheld_below: from, only_signed: signed, names }) => (
          <li key={names[0]}>
            <p>
              {meaning}
              {from === null ? null : <span class="mark-only">{t("seenFrom", from)}</span>}
              {signed ? <span class="mark-only">{t("seenSigned")}</span> : null}
            </p>
            <code class="quiet small">{names.join(", ")}</code>
          </li>
        ))}
      </ul>
      <p class="quiet small">
        {document.name}: <code>{document.calls.join(", ")}</code>
      </p>
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

/** The same said of several fields is said once, with all their names. */
function alike(fields: readonly Field[]): (Field & { readonly names: readonly string[] })[] {
  const found = new Map<string, Field & { readonly names: string[] }>();
  for (const field of fields) {
    const key = JSON.stringify([field.meaning, field.withheld_below, field.only_signed]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { ...field, names: [field.name] });
    else known.names.push(field.name);
  }
  return [...found.values()];
}

function roles(readers: Readable["readers"]): string {
  return new Intl.ListFormat(t("locale")).format(readers.map((role) => t(`reads_${role}`)));
}

/** What my employer sees, as the server itself tells it, and what the extension may do. */
import type { ComponentChildren } from "preact";
import { runtime } from "../../shared/browser";
import { TOLD_IN, type Transparency } from "../../shared/shapes";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { WhatIsSent } from "../setup/what-is-sent";
import { FailureNote } from "../ui/failure-note";
import { Icon, type IconName } from "../ui/icons";
import { TopBar } from "../ui/top-bar";
import { useAsked } from "../use-asked";
import { Permissions } from "./permissions";
import { HeldAboutMe, ReadByOthers, roles } from "./transparency-details";

const READERS = ["editor", "admin", "reader"] as const;

export function TransparencyView() {
  const language = TOLD_IN.find((told) => t("locale").split("-")[0] === told);
  const { value, failure, retry } = useAsked<"transparency">({ type: "transparency", ...(language && { language }) });
  return (
    <main class="view">
      <TopBar title={t("seen")} />
      <div class="report">
        {failure === undefined ? null : (
          <FailureNote
            testid={value === undefined ? "seen-failed" : "seen-old"}
            failure={failure}
            what={t(value === undefined ? "notToBeSeen" : "impactOld")}
            onRetry={retry}
          />
        )}
        {value === undefined ? failure === undefined && <Bones /> : <Contents of={value} />}
        {runtime.permissions().length === 0 ? null : (
          <Part title={t("seenExtension")}>
            <Permissions />
          </Part>
        )}
        <WhatIsSent />
      </div>
    </main>
  );
}

function Contents({ of: told }: { readonly of: Transparency }) {
  return (
    <>
      <InShort told={told} />
      <Part title={t("seenOthers")} testid="seen-others">
        <ReadByOthers readable={told.readable} />
      </Part>
      <Part title={t("seenHeld")} testid="seen-held">
        {told.held.map((held) => (
          <HeldAboutMe key={held.name} held={held} />
        ))}
      </Part>
      <Part title={t("seenSettings")} testid="seen-settings">
        <dl class="set">
          {told.settings.map(({ name, meaning, value }) => (
            <div key={name} data-testid={`set-${name}`}>
              <dt>{meaning}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </>
  );
}

/** What it sees, what it never sees, and who: the rest of the page is this in full. */
function InShort({ told }: { readonly told: Transparency }) {
  const { account } = usePanel();
  const readers = READERS.filter((role) => told.readable.some((document) => document.readers.includes(role)));
  return (
    <>
      <dl class="in-short" data-testid="seen-lead">
        <Line icon="eye" term={t("seenYes")} says={t("seenYesText", told.smallest_group)} />
        <Line icon="hidden" term={t("seenNever")} says={t("seenNeverText")} />
        <Line icon="person" term={t("seenWho")} says={t("seenWhoText", roles(readers))} />
      </dl>
      <p class="small quiet">{t("seenLead", account.organisation)}</p>
    </>
  );
}

function Line({ icon, term, says }: { readonly icon: IconName; readonly term: string; readonly says: string }) {
  return (
    <div>
      <dt>
        <Icon name={icon} />
        {term}
      </dt>
      <dd>{says}</dd>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly testid?: string;
  readonly children: ComponentChildren;
}

function Part({ title, testid, children }: PartProps) {
  return (
    <section data-testid={testid}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Grey lines where the letter will stand. */
function Bones() {
  return (
    <div class="bones" aria-hidden="true" data-testid="loading">
      {[90, 100, 70, 95, 80, 60].map((width) => (
        <span key={width} class="bone" style={{ inlineSize: `${String(width)}%` }} />
      ))}
    </div>
  );
}

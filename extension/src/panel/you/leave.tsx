/** The way out: what goes and what stays, one's data first for who wants it, and the question once more. */
import { ask } from "../ask";
import { t } from "../i18n";
import { AskFirst } from "../ui/ask-first";
import { TopBar } from "../ui/top-bar";
import { SaveData } from "./save-data";

export function Leave() {
  return (
    <main class="view">
      <TopBar title={t("leave")} />
      <div class="settings" data-testid="leaving">
        <p class="lead">{t("leaveLead")}</p>
        <section>
          <h2>{t("leaveGoes")}</h2>
          <ul class="points">
            <li>{t("leaveGoesAccount")}</li>
            <li>{t("leaveGoesWords")}</li>
            <li>{t("leaveGoesHere")}</li>
          </ul>
        </section>
        <section>
          <h2>{t("leaveStays")}</h2>
          <ul class="points">
            <li>{t("leaveStaysLinks")}</li>
            <li>{t("leaveStaysNumbers")}</li>
            <li>{t("leaveStaysIdeas")}</li>
          </ul>
        </section>
        <section>
          <h2>{t("leaveFirst")}</h2>
          <SaveData />
        </section>
        <AskFirst
          name="leave-now"
          label={t("leaveNow")}
          question={t("leaveAsk")}
          answer={t("leaveYes")}
          onConfirm={async () => {
            const reply = await ask<"leave">({ type: "leave" });
            return reply.ok ? undefined : reply.failure;
          }}
        />
      </div>
    </main>
  );
}

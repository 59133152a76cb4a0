/** On the employee's own page: what their sharing led to, in a sentence that leads to all of it. */
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { useAsked } from "../use-asked";
import { isNothing, sentenceOf } from "./sentence";

export function ImpactWay() {
  const { navigation } = usePanel();
  const { value } = useAsked<"impact">({ type: "impact", period: "month" });
  return (
    <li>
      <button type="button" class="way" data-testid="to-impact" data-id="impact" onClick={() => { navigation.open({ name: "impact" }); }}>
        <Icon name="chart" />
        <span class="way-text">
          <span>{t("impact")}</span>
          {value === undefined || isNothing(value.report) ? null : (
            <span class="quiet" data-testid="impact-sum">{sentenceOf(value.report, "month")}</span>
          )}
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}

/** On the employee's own page: what their sharing led to, in a line that leads to all of it. */
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { useAsked } from "../use-asked";
import { Sum } from "./impact";

export function ImpactWay() {
  const { navigation } = usePanel();
  const { value } = useAsked<"impact">({ type: "impact", period: "month" });
  const isAny = value !== undefined && value.report.shares + value.report.clicks + value.report.applications > 0;
  return (
    <li>
      <button type="button" class="way" data-testid="to-impact" data-id="impact" onClick={() => { navigation.open({ name: "impact" }); }}>
        <Icon name="chart" />
        <span class="way-text">
          <span>{t("impact")}</span>
          {isAny ? <span class="small quiet" data-testid="impact-sum">{t("impactLately")} <Sum of={value.report} /></span> : null}
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}

/** One of several, with its label above it, or hidden where a row of filters says enough. */
interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly testid: string;
  readonly isLabelHidden?: boolean;
  readonly onChoose: (value: T) => void;
}

export function Select<T extends string>({ label, value, options, testid, isLabelHidden = false, onChoose }: Props<T>) {
  return (
    <label class="field">
      <span class={isLabelHidden ? "hidden" : "label"}>{label}</span>
      <select class="select" data-testid={testid} value={value} onChange={(event) => { onChoose(event.currentTarget.value as T); }}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </label>
  );
}

import { useEffect, useState } from "preact/hooks";
import { maxQuantity, parseQuantity } from "../state/cart-lines";
import { Icon } from "./icons";

interface QuantityProps {
  /** Product that is counted, for screen readers. */
  readonly of: string;
  readonly value: number;
  readonly onChange: (quantity: number) => void;
}

/** A number from 1 to 99: typed, or stepped with the buttons. What cannot be used is put back. */
export function Quantity({ of, value, onChange }: QuantityProps) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => {
    setTyped(String(value));
  }, [value]);

  const commit = () => {
    const quantity = parseQuantity(typed);
    setTyped(String(quantity ?? value));
    if (quantity !== undefined && quantity !== value) onChange(quantity);
  };
  return (
    <div class="quantity" role="group" aria-label={`Quantity of ${of}`}>
      <button
        type="button"
        aria-label="One less"
        disabled={value <= 1}
        onClick={() => {
          onChange(value - 1);
        }}
      >
        <Icon name="minus" />
      </button>
      <input
        type="text"
        inputMode="numeric"
        autocomplete="off"
        aria-label="Quantity"
        maxLength={2}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
      <button
        type="button"
        aria-label="One more"
        disabled={value >= maxQuantity}
        onClick={() => {
          onChange(value + 1);
        }}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}

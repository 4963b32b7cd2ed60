import type { Session } from "./session";
import { addByKeyboard, openFromList } from "./steps/keyboard";
import { browse, search } from "./steps/browse";
import { darkList, phoneVisit } from "./steps/screens";
import { apiErrorsStayJson, deepLinks } from "./steps/serving";
import { shop } from "./steps/shop";

/** One thing that a visitor must be able to do. Steps do not depend on each other. */
export interface Step {
  /** A sentence about what works when the step passes. */
  readonly name: string;
  run(session: Session): Promise<void>;
}

export const steps: readonly Step[] = [
  { name: "a deep link returns the page, under its security policy", run: deepLinks },
  { name: "an unknown product of the API stays a JSON 404", run: apiErrorsStayJson },
  { name: "the list has shelves, orders and pages", run: browse },
  { name: "a search finds products, and says when it finds none", run: search },
  { name: "a product goes into the cart, changes there and survives a reload", run: shop },
  {
    name: "a product opens from the list with the keyboard, and the focus follows",
    run: openFromList,
  },
  { name: "the keyboard alone puts a product into the cart", run: addByKeyboard },
  { name: "a phone shows every view without scrolling sideways", run: phoneVisit },
  { name: "the dark colour scheme is followed", run: darkList },
];

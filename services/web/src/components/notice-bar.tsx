import { cartPath } from "../router";
import { useShop } from "../state/shop";
import { useStore } from "../state/store";
import { Icon } from "./icons";

/** The page's only live region: says what happened to the cart, aloud and, mostly, on screen. */
export function NoticeBar() {
  const { notices } = useShop();
  const notice = useStore(notices.current);
  return (
    <div class="notices" role="status">
      {notice !== undefined && (
        <div
          key={notice.id}
          class={notice.tone === "quiet" ? "visually-hidden" : `notice notice-${notice.tone}`}
        >
          <p>{notice.text}</p>
          {notice.tone === "good" && <a href={cartPath}>View cart</a>}
          {notice.tone !== "quiet" && (
            <button
              type="button"
              class="icon-button"
              aria-label="Dismiss"
              onClick={() => {
                notices.dismiss();
              }}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

// When a session is over, show what anybody may see: where the server ends an open websocket, and
// where it opens none any more (the computer slept meanwhile) because this page takes a session.
(() => {
  const Plain = window.WebSocket;
  const EVERY = 5000; // milliseconds
  let connected = false;

  const signInIsAsked = async () => {
    const page = { headers: { Accept: "text/html" }, redirect: "manual", cache: "no-store" };
    const answer = await fetch(window.location.href, page).catch(() => null);
    return answer?.type === "opaqueredirect";
  };
  const lookUntilConnected = async () => {
    while (!connected) {
      if (await signInIsAsked()) return window.location.reload();
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  };
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("open", () => (connected = true));
      this.addEventListener("close", (event) => {
        if (event.code === 4401) return window.location.reload();
        if (connected) {
          connected = false;
          lookUntilConnected();
        }
      });
    }
  };
})();

// When the server ends a websocket because its session is over, show what anybody may see.
(() => {
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", (event) => {
        if (event.code === 4401) window.location.reload();
      });
    }
  };
})();

/* Carries a question to the browser's passkeys and their answer into the form the button stands in. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));
  for (const button of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    const status = button.parentElement.querySelector("[role=status]");
    const answer = button.parentElement.querySelector("[name=noegle]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      status.textContent = "";
      const { publicKey } = JSON.parse(button.dataset.question);
      const question = { ...publicKey, challenge: bytes(publicKey.challenge) };
      if (question.user) question.user = { ...question.user, id: bytes(question.user.id) };
      if (question.excludeCredentials) question.excludeCredentials = known(question.excludeCredentials);
      if (question.allowCredentials) question.allowCredentials = known(question.allowCredentials);
      try {
        const key = await navigator.credentials[button.dataset.passkey]({ publicKey: question });
        const given = { clientDataJSON: text(key.response.clientDataJSON) };
        for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
          if (key.response[part]) given[part] = text(key.response[part]);
        }
        answer.value = JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response: given, extensions: {} });
        button.form.requestSubmit();
      } catch {
        status.textContent = button.dataset.failed;
      }
    });
  }
})();

(()=>{onmessage=s=>postMessage(s.data)})();
//# sourceMappingURL=519.ebb857d0.js.map
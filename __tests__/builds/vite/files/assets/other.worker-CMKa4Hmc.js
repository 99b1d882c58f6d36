(function(){onmessage=e=>postMessage(e.data+2)})();
//# sourceMappingURL=other.worker-CMKa4Hmc.js.map
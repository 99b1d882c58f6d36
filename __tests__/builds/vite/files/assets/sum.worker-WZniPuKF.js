(function(){onmessage=e=>postMessage(e.data+1)})();
//# sourceMappingURL=sum.worker-WZniPuKF.js.map
import{a as o}from"./chunk-JTS57V32.js";var e=()=>console.log("p"+o);export{e as go};
//# sourceMappingURL=products-N3WYL22V.js.map

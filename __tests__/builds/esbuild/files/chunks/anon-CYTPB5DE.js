import{a as o}from"./chunk-JTS57V32.js";var r=()=>console.log("anon"+o);export{r as go};
//# sourceMappingURL=anon-CYTPB5DE.js.map

"""How the weights of a learned encoder will be made. Nothing yet: this version finds everything by rules."""

-- Words that say nothing of what a text is about: articles, pronouns, auxiliaries and the like.
-- One row per word, without accents; key: word.
-- Words of fewer than three letters are not looked at.

select distinct
    unnest(
        string_split_regex(
            trim('
                afin ai aie aient ailleurs ainsi ait alors apres assez aucun aucune aujourd
                aupres auquel aura aurai aurait aussi aussitot autant autre autres aux
                auxquelles auxquels avaient avais avait avant avec avez avoir avons ayant
                beaucoup bien car cas ceci cela celle celles celui cent cependant certain
                certaine certaines certains ces cet cette ceux chacun chacune chaque chez
                cinq combien comme comment contre dans deja depuis derriere des desormais
                deux devant devoir devons devra devrait dire dit doit doivent donc donner
                dont dus duquel durant elle elles encore enfin ensuite entre envers est
                etaient etais etait etant etc ete etes etre eux eut fait faire
                faites falloir fallait faudra faudrait faut fois font fut grace hormis hors http https
                hui ici ils jamais jusqu jusque laquelle lequel les lesquelles lesquels
                leur leurs loin lorsqu lorsque lui mais malgre meme memes mes mieux moi
                moins mon neanmoins nos notamment notre nous nul nulle ont
                ors oui par parce parfois parler parmi partout pas pendant
                peu peut peuvent peux plus plusieurs plutot pour pourquoi pourra
                pourrait pourtant pouvait pouvez pouvoir pouvons pres presque prendre puis
                puisqu puisque quand quant quatre que quel quelle quelles quelqu quelque
                quelques quels qui quiconque quoi quoique rien sans sauf savoir selon
                sera serai seraient serait seront ses seul seule seulement seuls sien
                sinon soi soient soit sommes son sont sous souvent suis suite sur surtout
                tandis tant tel telle tellement telles tels tes toi ton toujours tous tout
                toute toutefois toutes tres trois trop une uns vers veut veux via
                voici voila voir vont vos votre vouloir voulons vous vraiment vrai www
            '),
            '\s+'
        )
    ) as word

/** Words for moments that call for care: approved, never composed. None of them says whether an account exists. */
export const careTexts = {
  fr: {
    stopped:
      'C’est noté : {creditor} ne vous écrira plus à cette adresse. Cela ne change rien à votre compte. Pour recevoir à nouveau nos messages, répondez START.',
    stoppedWeb:
      'C’est noté. Pour ne plus recevoir nos SMS, répondez STOP depuis le téléphone concerné, ou identifiez-vous ici. Cela ne change rien à votre compte.',
    resumed: 'C’est noté : vous recevrez à nouveau nos messages. Pour les arrêter, répondez STOP à tout moment.',
    resumedWeb: 'C’est noté. Pour recevoir à nouveau nos SMS, répondez START depuis le téléphone concerné.',
    wrongPerson:
      'Merci de nous l’avoir dit, et pardon pour le dérangement. Rien de confidentiel ne vous sera dit ici, et une personne vérifie cette adresse.',
    relative:
      'Merci de votre aide. Pour protéger la vie privée de chacun, je ne peux parler qu’à la personne concernée, ni même dire si elle est cliente. Elle peut nous écrire elle-même ; une personne de notre équipe peut aussi vous répondre.',
    representative:
      'Merci. Si vous représentez quelqu’un (tuteur, avocat, conseiller), envoyez-nous votre mandat ou une procuration : une personne l’étudiera avant que nous puissions échanger. D’ici là, je ne peux donner aucune information.',
    authority:
      'Merci. Je ne peux donner aucune information ici. Une personne de notre équipe est prévenue et répondra à votre demande officielle.',
    other:
      'Merci. Pour protéger la vie privée de chacun, je ne peux parler qu’à la personne concernée. Une personne de notre équipe est prévenue.',
    deceased:
      'Nous sommes sincèrement désolés et vous présentons nos condoléances. Une personne de notre équipe est prévenue et s’en occupe ; vous n’avez rien à faire aujourd’hui.',
    selfHarm:
      'Merci de me l’avoir dit. Vous n’êtes pas seul. En France, le 3114 répond gratuitement, jour et nuit ; en cas de danger immédiat, appelez le 15 ou le 112. Une personne de notre équipe est prévenue ; vous n’avez rien à faire pour votre compte aujourd’hui.',
    illness:
      'Merci de me l’avoir dit, et prenez soin de vous. Nous ne vous solliciterons pas pendant ce temps : une personne de notre équipe étudie votre situation.',
    hardship:
      'Merci de me l’avoir dit : ce n’est pas facile. Une personne va étudier votre situation ; vous pouvez aussi proposer un paiement en plusieurs fois. Conseils gratuits : Point conseil budget (mesquestionsdargent.fr).',
    insolvency:
      'Merci de cette information. Nous suspendons nos messages et une personne de notre équipe étudie votre situation avec les règles de la procédure. Si vous la connaissez, indiquez-nous la référence de la procédure (tribunal ou commission, et numéro) ; n’envoyez aucun document ici.',
    legalThreat:
      'C’est noté. Une personne de notre équipe va lire votre message et vous répondre. Vous gardez tous vos droits, et vous pouvez joindre tout document utile.',
    abuse:
      'Je comprends que cette situation soit pénible. Je reste à votre disposition, et une personne peut prendre le relais quand vous le souhaitez.',
    minor:
      'Merci de me l’avoir dit. Nous ne parlons pas de ces sujets avec une personne mineure : un adulte qui en a la charge peut nous écrire, et une personne de notre équipe est prévenue.',
  },
  en: {
    stopped:
      'Noted: {creditor} will no longer write to you at this address. This changes nothing to your account. To receive our messages again, reply START.',
    stoppedWeb:
      'Noted. To stop our texts, reply STOP from the phone concerned, or identify yourself here. This changes nothing to your account.',
    resumed: 'Noted: you will receive our messages again. To stop them, reply STOP at any time.',
    resumedWeb: 'Noted. To receive our texts again, reply START from the phone concerned.',
    wrongPerson:
      'Thank you for telling us, and sorry for the trouble. Nothing confidential will be said here, and a person is checking this address.',
    relative:
      'Thank you for your help. To protect everyone’s privacy I can only speak with the person concerned, and can’t even say whether they are a customer. They can write to us themselves; a person in our team can answer you too.',
    representative:
      'Thank you. If you represent someone (guardian, lawyer, adviser), please send us your authority to act: a person will look at it before we can discuss anything. Until then I can’t give any information.',
    authority:
      'Thank you. I can’t give any information here. A person in our team has been told and will answer your official request.',
    other:
      'Thank you. To protect everyone’s privacy I can only speak with the person concerned. A person in our team has been told.',
    deceased:
      'We are truly sorry and offer you our condolences. A person in our team has been told and is taking care of it; there is nothing you need to do today.',
    selfHarm:
      'Thank you for telling me. You are not alone. In the UK and Ireland, Samaritans answer free of charge on 116 123, day and night; in immediate danger, call 999 or 112. A person in our team has been told; there is nothing you need to do about your account today.',
    illness:
      'Thank you for telling me, and please take care of yourself. We will not contact you meanwhile: a person in our team is looking at your situation.',
    hardship:
      'Thank you for telling me: this is not easy. A person will look at your situation; you can also propose paying in instalments. Free advice: moneyhelper.org.uk.',
    insolvency:
      'Thank you for this information. We are pausing our messages, and a person in our team is looking at your situation under the rules of the proceedings. If you know it, tell us the reference of the proceedings (court or commission, and number); please send no document here.',
    legalThreat:
      'Noted. A person in our team will read your message and answer you. You keep all your rights, and you can attach any useful document.',
    abuse:
      'I understand that this situation is hard. I am still here for you, and a person can take over whenever you like.',
    minor:
      'Thank you for telling me. We do not discuss these matters with anyone under 18: an adult responsible for you can write to us, and a person in our team has been told.',
  },
} as const;
